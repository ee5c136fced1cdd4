using CleaningEvents.Api.Http;
using Microsoft.AspNetCore.Authentication;

namespace CleaningEvents.Api.Security;

/// <summary>Lets a request pass only where its endpoint says who may; an endpoint that says nothing stops the start-up.</summary>
/// <remarks>Source: policy 3.2.</remarks>
public sealed class DeniedByDefault(RequestDelegate next, Actors actors)
{
    public async Task Invoke(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata is null || metadata.GetMetadata<OpenToEverybodyAttribute>() is not null)
        {
            await next(http);
            return;
        }

        if (await Recognise(http) is not { } actor)
        {
            await http.ChallengeAsync();
            return;
        }

        http.Features.Set(actor);
        if (metadata.GetMetadata<PermissionAttribute>() is not { } permission)
            await next(http);
        else if (actor.ProofSince is { } since && !(SignedIn.Of(http).At > since))
            await Problems.ProveAnew(http).ExecuteAsync(http);
        else if (actor.ReachOf(permission.Name).IsNothing)
            await Problems.NotPermitted(permission.Name).ExecuteAsync(http);
        else
            await next(http);
    }

    /// <summary>Names every endpoint that declares neither a permission nor that it needs none.</summary>
    public static void RefuseUndeclared(IEndpointRouteBuilder app)
    {
        var undeclared = app.DataSources.SelectMany(x => x.Endpoints).Where(x => !IsDeclared(x.Metadata)).Select(x => x.DisplayName).ToList();
        if (undeclared.Count > 0)
            throw new InvalidOperationException($"Endpoints without a declared permission: {string.Join(", ", undeclared)}.");
    }

    private static bool IsDeclared(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<PermissionAttribute>() is not null
        || metadata.GetMetadata<OpenToEverybodyAttribute>() is not null
        || metadata.GetMetadata<OpenToEmployeesAttribute>() is not null;

    private async ValueTask<Actor?> Recognise(HttpContext http) =>
        http.User.FindFirst("sub")?.Value is { } subject && Guid.TryParse(subject, out var accountId)
            ? await actors.Find(accountId, http.RequestAborted)
            : null;
}
