using System.ComponentModel;
using System.Linq.Expressions;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetDeviceEndpoint
{
    /// <summary>Reads one device of the company's register.</summary>
    [WolverineGet("/api/access/devices/{deviceId}"), Permission(Permission.ReadDevices)]
    [ProducesResponseType<DeviceDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid deviceId, Reads reads) => reads.One<DeviceDetails>(deviceId);
}

public static class ListDevicesEndpoint
{
    /// <summary>Lists the devices that people have signed in with, in order of their ids.</summary>
    [WolverineGet("/api/access/devices"), Permission(Permission.ReadDevices)]
    [ProducesResponseType<Page<DeviceDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(
        [Description("Only those that this account knows.")] Guid? accountId,
        [Description("Only those of this standing.")] DeviceStanding? standing,
        Guid? after, int? limit, Reads reads) =>
        reads.Page(after, limit, (accountId, standing) switch
        {
            (null, null) => null,
            ({ } account, null) => x => x.Accounts.Contains(account),
            (null, { } one) => x => x.Standing == one,
            ({ } account, { } one) => (Expression<Func<DeviceDetails, bool>>)(x => x.Accounts.Contains(account) && x.Standing == one),
        });
}

public static class ListOwnDevicesEndpoint
{
    /// <summary>Lists the devices that the caller has signed in with.</summary>
    [WolverineGet("/api/access/me/devices"), OpenToEmployees("everybody sees what they signed in with")]
    [ProducesResponseType<Page<DeviceDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) =>
        reads.Page<DeviceDetails>(after, limit, x => x.Accounts.Contains(reads.Actor.AccountId));
}
