using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using JasperFx.CommandLine;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Whose training is to be recorded.</summary>
public class TrainInput
{
    [Description("The employee's own number")]
    public string EmployeeNumber { get; set; } = "";
}

/// <summary>Records, in Development only, that an employee has passed the basic course, so that a script need not answer its questions.</summary>
[Description("Record the basic security course as passed by an employee (Development only)", Name = "train")]
public class Train : JasperFxAsyncCommand<TrainInput>
{
    [InjectService]
    public IHostEnvironment Environment { get; set; } = null!;

    [InjectService]
    public IDocumentStore Store { get; set; } = null!;

    [InjectService]
    public NpgsqlDataSource Database { get; set; } = null!;

    [InjectService]
    public FactSources Sources { get; set; } = null!;

    [InjectService]
    public Signatures Signatures { get; set; } = null!;

    public override async Task<bool> Execute(TrainInput input)
    {
        if (!Environment.IsDevelopment())
            return await Refuse("Only Development records training at the command line; elsewhere people pass the course.");

        await using var session = Store.QuerySession();
        if (await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == input.EmployeeNumber) is not { } account)
            return await Refuse($"No account has the employee number {input.EmployeeNumber}.");

        var today = DateOnly.FromDateTime(Sources.Clock.GetUtcNow().UtcDateTime);
        var answer = await RecordTrainingEndpoint.Post(
            new RecordTraining(account.Id, Course.BasicSecurity, today, "development"),
            new Commands(Store, Database, Sources, Signatures, CommandContext.OfInstallation(Permission.RecordTrainings, CancellationToken.None)));
        return answer is Accepted || await Refuse("The company has not begun: run bootstrap first.");
    }

    private static async Task<bool> Refuse(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return false;
    }
}
