using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static class GetTrainingEndpoint
{
    /// <summary>Reads what one account has passed and has to pass in one course, which its holder sees and whoever supervises.</summary>
    [WolverineGet("/api/governance/trainings/{trainingId}"), OpenToEmployees("everybody sees their own certificates")]
    [ProducesResponseType<TrainingDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid trainingId, Reads reads) => reads.One<TrainingDetails>(
        trainingId, x => x.AccountId == reads.Actor.AccountId || reads.Actor.ReachOf(Permission.ReadTrainings).Company, Permission.ReadTrainings);
}

public static class ListTrainingsEndpoint
{
    /// <summary>Lists who has passed and has to pass what, in order of ids.</summary>
    [WolverineGet("/api/governance/trainings"), Permission(Permission.ReadTrainings)]
    [ProducesResponseType<Page<TrainingDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(
        [Description("Of one account; left out: of all.")] Guid? accountId,
        [Description("In one course; left out: in all.")] Guid? courseId,
        [Description("Only what has to be passed before this instant; left out: anything.")] DateTimeOffset? dueBefore,
        Guid? after, int? limit, Reads reads) =>
        reads.Page<TrainingDetails>(after, limit, x =>
            (accountId == null || x.AccountId == accountId) && (courseId == null || x.CourseId == courseId) && (dueBefore == null || x.DueAt < dueBefore));
}

public static class ListMyTrainingsEndpoint
{
    /// <summary>Lists the caller's own certificates and what they have to pass, in order of ids.</summary>
    [WolverineGet("/api/access/me/trainings"), OpenToEmployees("everybody sees their own certificates")]
    [ProducesResponseType<Page<TrainingDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads)
    {
        var self = reads.Actor.AccountId;
        return reads.Page<TrainingDetails>(after, limit, x => x.AccountId == self);
    }
}
