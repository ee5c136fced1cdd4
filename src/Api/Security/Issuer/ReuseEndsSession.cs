using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>
/// A code or refresh token that comes a second time has two holders: the whole session ends, with the access tokens that OpenIddict, which
/// refuses the token and revokes its family next, knows nothing of.
/// </summary>
public sealed class ReuseEndsSession(IOpenIddictTokenManager tokens, Sessions sessions, IHttpContextAccessor requests) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseScopedHandler<ReuseEndsSession>()
        .SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order - 1)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is { } holder && holder.GetTokenId() is { } id
            && await tokens.FindByIdAsync(id, context.CancellationToken) is { } entry
            && await tokens.HasStatusAsync(entry, Statuses.Redeemed, context.CancellationToken)
            && SignedIn.By(holder).SessionId is { } session)
            await sessions.End(session, SessionEnd.TokenReused, CommandContext.OfVisitor(requests.HttpContext!, Guid.Empty));
    }
}
