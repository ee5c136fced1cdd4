using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Network;
using Microsoft.AspNetCore.Authentication;

namespace CleaningEvents.Api.Security;

/// <summary>Lets a request pass only where its endpoint says who may; an endpoint that says nothing stops the start-up.</summary>
/// <remarks>Source: policy 3.2.</remarks>
public sealed class DeniedByDefault(
    RequestDelegate next, Actors actors, Sessions sessions, NetworkRules networks, UsedPermissions uses, ILogger<DeniedByDefault> log)
{
    public async Task Invoke(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata is null || metadata.GetMetadata<OpenToEverybodyAttribute>() is not null)
        {
            await next(http);
            return;
        }

        if (await Recognise(http) is not { } holder)
        {
            await http.ChallengeAsync();
            return;
        }

        var how = SignedIn.Of(http);
        var here = await networks.At(http.Connection.RemoteIpAddress, holder, http.RequestAborted);
        var actor = how.WithSecondFactor ? here : here.WithoutSecondFactor();
        http.Features.Set(actor);
        var permission = metadata.GetMetadata<PermissionAttribute>()?.Name;
        if (permission is not null && here.ReachOf(permission).IsNothing)
            await Refusal(permission, holder).ExecuteAsync(http);
        else if (permission is not null && actor.ReachOf(permission).IsNothing)
            await ProveMore(http, Problems.SecondFactorRequired());
        else if (permission is not null && holder.ProofSince is { } since && !(how.At > since))
            await ProveMore(http, Problems.ProveAnew(), ", max_age=\"0\"");
        else if (metadata.GetMetadata<StepUpAttribute>() is { } stepUp && !stepUp.IsMet(how))
            await ProveMore(http, Problems.StepUpRequired(), $", max_age=\"{StepUpAttribute.Fresh.TotalSeconds}\"");
        else
        {
            // What a command does tells by which permission.
            if (permission is not null && Question.IsAsked(http))
                uses.Note(actor.AccountId, permission);
            await next(http);
        }
    }

    /// <summary>401 that tells a front end to send people to sign in once more, and how (RFC 9470).</summary>
    private static Task ProveMore(HttpContext http, IResult problem, string within = "")
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_user_authentication\", acr_values=\"{SignedIn.SecondFactorClass}\"{within}";
        return problem.ExecuteAsync(http);
    }

    /// <summary>Names every endpoint that declares neither a permission nor that it needs none.</summary>
    public static void RefuseUndeclared(IEndpointRouteBuilder app)
    {
        var undeclared = app.DataSources.SelectMany(x => x.Endpoints).Where(x => !IsDeclared(x.Metadata)).Select(x => x.DisplayName).ToList();
        if (undeclared.Count > 0)
            throw new InvalidOperationException($"Endpoints without a declared permission: {string.Join(", ", undeclared)}.");
    }

    private IResult Refusal(string permission, Actor anywhere)
    {
        if (!anywhere.IsTrained)
            return Problems.TrainingRequired();
        if (anywhere.ReachOf(permission).IsNothing)
            return Problems.NotPermitted(permission);

        log.LogWarning("Account {AccountId} asked for {Permission} from a network where it does not count.", anywhere.AccountId, permission);
        return Problems.NetworkNotAllowed(permission);
    }

    private static bool IsDeclared(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<PermissionAttribute>() is not null
        || metadata.GetMetadata<OpenToEverybodyAttribute>() is not null
        || metadata.GetMetadata<OpenToEmployeesAttribute>() is not null;

    private async ValueTask<Actor?> Recognise(HttpContext http) =>
        Guid.TryParse(http.User.FindFirst("sub")?.Value, out var accountId)
        && SignedIn.Of(http).SessionId is { } session && await sessions.IsLive(session, http.RequestAborted)
            ? await actors.Find(accountId, http.RequestAborted)
            : null;
}
