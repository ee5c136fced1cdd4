using System.Text;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using JasperFx.Events;
using Marten;

namespace CleaningEvents.Api.Http;

/// <summary>
/// Puts on events who, with which rights, by which door. The network address is sealed for the account that acts, in
/// Base64, and can be read for 180 days.
/// </summary>
public sealed class Signatures(ISubjectKeys keys)
{
    private const string AddressHeader = "address";

    /// <summary>Signs every event that the session will append.</summary>
    /// <exception cref="SubjectErasedException">Who acts was erased.</exception>
    public async Task Sign(IDocumentSession session, CommandContext context)
    {
        (session.LastModifiedBy, session.CorrelationId, session.CausationId) = (context.Actor.AccountId.ToString(), context.CorrelationId, context.Key);
        foreach (var (name, value) in await Headers(context))
            session.SetHeader(name, value);
    }

    /// <inheritdoc cref="Sign(IDocumentSession, CommandContext)" path="/exception"/>
    public async Task Sign(IReadOnlyList<IEvent> events, CommandContext context)
    {
        var headers = await Headers(context);
        foreach (var e in events)
        {
            (e.UserName, e.CorrelationId, e.CausationId) = (context.Actor.AccountId.ToString(), context.CorrelationId, context.Key);
            foreach (var (name, value) in headers)
                e.SetHeader(name, value);
        }
    }

    /// <summary>The network address on an event: null where there is none, <c>[erased]</c> where nobody can read it any more.</summary>
    /// <exception cref="BrokenSealException"/>
    public string? AddressOf(IEvent e) => e.GetHeader(AddressHeader)?.ToString() switch
    {
        null => null,
        _ when e.Timestamp + Purpose.NetworkTrace.LongestAge() < TimeProvider.System.GetUtcNow() => ProtectedAttribute.Erased,
        var address => Opened(address, PlaceOf(e.UserName, e.CausationId)),
    };

    private async Task<List<(string Name, object Value)>> Headers(CommandContext context)
    {
        List<(string, object)> headers = [("roles", context.Actor.Roles), ("permission", context.Permission), ("channel", context.Channel)];
        if (context.SessionId is { } session)
            headers.Add(("session", session.ToString()));
        if (context.Actor.EmergencyAccessId is { } emergency)
            headers.Add(("emergency", emergency.ToString()));
        // Nobody stands behind the installation whom an address could trace.
        if (context.Address is { } address && context.Actor.AccountId is var accountId && accountId != Guid.Empty)
            headers.Add((AddressHeader, await Sealed(address, accountId, context)));
        return headers;
    }

    private async Task<string> Sealed(string address, Guid accountId, CommandContext context)
    {
        // An address is of the moment of recording, whatever day the business plays.
        var scope = new KeyScope(accountId, Purpose.NetworkTrace, Retention.MonthOf(TimeProvider.System.GetUtcNow()));
        await keys.Prepare([scope], context.Cancelled);
        return Convert.ToBase64String(Seal.Close(Encoding.UTF8.GetBytes(address), keys.ToSeal(scope), new Nonces(1).Next(), PlaceOf(accountId.ToString(), context.Key)));
    }

    private string Opened(string inBase64, string place)
    {
        var seal = new byte[inBase64.Length];
        if (!Convert.TryFromBase64String(inBase64, seal, out var length))
            throw new BrokenSealException(place);

        return keys.ToOpen(Seal.KeyOf(seal.AsSpan(0, length))) is { } key
            ? Encoding.UTF8.GetString(Seal.Open(seal.AsSpan(0, length), key, place))
            : ProtectedAttribute.Erased;
    }

    private static string PlaceOf(string? accountId, string? key) => $"headers/{accountId}/{key}";
}
