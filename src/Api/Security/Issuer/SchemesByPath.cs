using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>Keeps the issuer from looking at requests for the API: none is meant for it, and looking costs more than reading the token.</summary>
public sealed class SchemesByPath(IOptions<AuthenticationOptions> options, IHttpContextAccessor requests) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        requests.HttpContext?.Request.Path.StartsWithSegments("/api") is true
            ? Task.FromResult(Enumerable.Empty<AuthenticationScheme>())
            : base.GetRequestHandlerSchemesAsync();
}
