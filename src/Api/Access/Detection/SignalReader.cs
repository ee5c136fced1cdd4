using System.Collections.Concurrent;
using System.Reflection;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Crm;
using JasperFx.Events;
using Marten;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>Turns events of the log into what detectors see of them.</summary>
public sealed class SignalReader(IDocumentStore store, Signatures signatures, Origins origins)
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Customers = [];

    /// <summary>The signals of <paramref name="events"/> in their order; most events are one, some none.</summary>
    public async Task<IReadOnlyList<Signal>> Read(IReadOnlyList<IEvent> events, CancellationToken cancelled)
    {
        var raw = events.Select(x => (Event: x, Signal: Of(x))).Where(x => x.Signal is not null).Select(x => (x.Event, Signal: x.Signal!)).ToList();
        await using var session = store.LightweightSession();
        var accounts = (await session.LoadManyAsync<AccountDetails>(cancelled, raw.Select(x => x.Signal.AccountId).OfType<Guid>().Distinct().ToArray())).ToDictionary(x => x.Id, x => x.BranchId);
        var zones = (await session.Query<BranchDetails>().ToListAsync(cancelled)).ToDictionary(x => x.Id, x => TimeZoneInfo.FindSystemTimeZoneById(x.Zone));
        var branches = await BranchesOf(raw.Where(x => x.Signal.Kind is SignalKind.Opened).SelectMany(x => x.Signal.Records), session, cancelled);
        return [.. raw.Select(x => Placed(x.Event, x.Signal))];

        Signal Placed(IEvent e, Signal signal)
        {
            Guid? home = signal.AccountId is { } account ? accounts.GetValueOrDefault(account) : null;
            var address = AddressOf(e);
            return signal with
            {
                At = home is { } branch && zones.TryGetValue(branch, out var zone) ? TimeZoneInfo.ConvertTime(signal.At, zone) : signal.At,
                OriginId = origins.IdOf(address),
                Place = origins.PlaceOf(address),
                Foreign = home is null ? [] : [.. signal.Records.Where(x => branches.TryGetValue(x, out var other) && other != home)],
            };
        }
    }

    private Signal? Of(IEvent e)
    {
        Guid? by = Guid.TryParse(e.UserName, out var account) && account != Guid.Empty ? account : null;
        Guid? session = Guid.TryParse(e.GetHeader("session")?.ToString(), out var known) ? known : null;
        return e.Data switch
        {
            SignInRecorded x => KindOf(x) is { } kind ? Made(kind, x.AccountId) with { SessionId = x.SessionId, DeviceId = x.DeviceId } : null,
            RecordAccessed x => Made(KindOf(x.Mode, x.Kind), x.AccountId) with { SessionId = x.SessionId, Records = x.Records, Count = x.Records.Count },
            RequestDenied x => KindOf(x.Status) is { } kind ? Made(kind, x.AccountId) with { SessionId = x.SessionId, Records = x.Records, Count = x.Count } : null,
            RoleGranted x => Made(SignalKind.Granted, by) with { Target = x.AccountId, Records = [x.RoleId] },
            RoleRevoked x => Made(SignalKind.Revoked, by) with { Target = x.AccountId, Records = [x.RoleId] },
            AccountSuspended x => Made(SignalKind.Shut, by) with { Target = x.AccountId },
            AccountClosed x => Made(SignalKind.Shut, by) with { Target = x.AccountId },
            AccountReinstated x => Made(SignalKind.Reopened, by) with { Target = x.AccountId },
            SessionRevoked { Reason: SessionEnd.TokenReused } x => Made(SignalKind.Replayed, x.AccountId) with { SessionId = x.SessionId },
            CanaryPlaced x => Made(SignalKind.Baited, by) with { Records = [x.RecordId] },
            CanaryLifted x => Made(SignalKind.Unbaited, by) with { Records = [x.RecordId] },
            _ when by is null => null,
            var other => Made(SignalKind.Acted, by) with { Records = CustomerOf(other) is { } customer ? [e.StreamId, customer] : [e.StreamId] },
        };

        Signal Made(SignalKind kind, Guid? who) => new(e.Sequence, e.Timestamp, kind, who) { SessionId = session };
    }

    private string? AddressOf(IEvent e)
    {
        if (e.Data is SignInRecorded { Origin: var origin })
            return origin;
        try
        {
            return signatures.AddressOf(e);
        }
        catch (BrokenSealException)
        {
            // Whoever reads the log is told of it; a detector just does not know where from.
            return null;
        }
    }

    private static SignalKind? KindOf(SignInRecorded signIn) => signIn.Outcome switch
    {
        SignInOutcome.Succeeded => SignalKind.SignedIn,
        SignInOutcome.WrongSecret => SignalKind.WrongSecret,
        SignInOutcome.WrongCode => SignalKind.WrongCode,
        SignInOutcome.AccountNotOpen => SignalKind.ShutOut,
        _ => null,
    };

    private static SignalKind KindOf(AccessMode mode, string kind) => mode switch
    {
        AccessMode.Export => SignalKind.Exported,
        // The audit reads the log page by page; that shows events, and no record by itself.
        _ when kind is "Event" => SignalKind.Listed,
        AccessMode.Read or AccessMode.Reveal => SignalKind.Opened,
        _ => SignalKind.Listed,
    };

    private static SignalKind? KindOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => SignalKind.ShutOut,
        StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => SignalKind.Denied,
        StatusCodes.Status422UnprocessableEntity => SignalKind.KeyReused,
        _ => null,
    };

    private static Guid? CustomerOf(object data) =>
        Customers.GetOrAdd(data.GetType(), x => x.GetProperty("CustomerId") is { } found && found.PropertyType == typeof(Guid) ? found : null)?.GetValue(data) as Guid?;

    private static async Task<Dictionary<Guid, Guid>> BranchesOf(IEnumerable<Guid> records, IQuerySession session, CancellationToken cancelled)
    {
        var ids = records.Distinct().ToArray();
        if (ids is [])
            return [];

        var customers = await session.LoadManyAsync<CustomerDetails>(cancelled, ids);
        var sites = await session.LoadManyAsync<SiteDetails>(cancelled, ids);
        return customers.Select(x => (x.Id, x.BranchId)).Concat(sites.Select(x => (x.Id, x.BranchId))).ToDictionary(x => x.Id, x => x.BranchId);
    }
}
