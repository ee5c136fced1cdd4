using System.Security.Cryptography;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CleaningEvents.Api.Security;

/// <summary>Knows browsers and phones again by a cookie with a random number that only this service can make. It takes no fingerprint of them.</summary>
/// <remarks>Source: policy 5.1.</remarks>
public sealed class Devices(IDataProtectionProvider protection, IHostEnvironment environment, IDocumentStore store, Signatures signatures)
{
    /// <summary>Longer keeps no browser a cookie.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly IDataProtector seal = protection.CreateProtector("device");
    private readonly string cookie = environment.IsDevelopment() ? "cleaning-device" : "__Host-cleaning-device";

    /// <summary>The device of the request; null where it is none that anybody has signed in with.</summary>
    public async Task<DeviceDetails?> Find(HttpContext http)
    {
        if (IdOf(http.Request) is not { } id)
            return null;

        await using var session = store.QuerySession();
        return await session.LoadAsync<DeviceDetails>(id, http.RequestAborted);
    }

    /// <summary>Makes the device known to the account, in the transaction of <paramref name="session"/>, and tells its id; null where the company refuses it.</summary>
    public async Task<Guid?> Register(IDocumentSession session, Guid accountId, CommandContext context, HttpContext http)
    {
        var id = IdOf(http.Request) ?? Guid.CreateVersion7();
        var stream = await session.Events.FetchForWriting<Device>(id, context.Cancelled);
        var registered = new DeviceRegistered(id, accountId, DeviceNames.Of(http.Request.Headers.UserAgent.ToString()), TimeProvider.System.GetUtcNow());
        var decision = Device.Register(stream.Aggregate, registered);
        stream.AppendMany(decision.Events);
        await signatures.Sign(stream.Events, context);
        return decision.Refusal is null ? id : null;
    }

    /// <summary>Lets the browser keep what it is known by.</summary>
    public void Remember(Guid id, HttpContext http) => http.Response.Cookies.Append(cookie, WebEncoders.Base64UrlEncode(seal.Protect(id.ToByteArray())), new CookieOptions
    {
        HttpOnly = true,
        Secure = !environment.IsDevelopment() || http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = Kept,
    });

    private Guid? IdOf(HttpRequest request)
    {
        try
        {
            return request.Cookies.TryGetValue(cookie, out var kept) ? new Guid(seal.Unprotect(WebEncoders.Base64UrlDecode(kept))) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Made by somebody else, or with keys that are lost.
            return null;
        }
    }
}
