using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Governance.Erasure;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.CommandLine;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using FluentValidation;
using JasperFx;
using Microsoft.OpenApi;
using Wolverine.Http;

var builder = WebApplication.CreateBuilder(Surroundings.Of(args));

builder.Services.AddSingleton(BusinessClock.From(builder.Configuration, builder.Environment));
await using var cluster = await builder.AddDatabases(args);
builder.AddSubjectKeys();
builder.AddSealing();
builder.Services.AddSingleton<SchemaAtStart>().AddHostedService(x => x.GetRequiredService<SchemaAtStart>());
builder.AddEventStore();
builder.AddTelemetry();
builder.AddHealth();
QuietRequests.Quieten(builder.Logging);
builder.Services.AddSingleton<ActorMemory>();
builder.Services.AddSingleton<Actors>();
builder.Services.AddSingleton<FactSources>();
builder.Services.AddSingleton<Signatures>();
builder.Services.AddSingleton<ReviewableCommands>();
builder.Services.AddSingleton<TwoPersonRules>();
builder.Services.AddSingleton<Approvals>();
builder.Services.AddSingleton<Searches>();
builder.AddSignIn();
builder.AddCommandLine();
builder.AddDetection();
builder.AddChangeFeeds();
builder.AddErasure();
builder.Services.AddHostedService<ForgetOldReceipts>();
builder.Services.AddHostedService<LapseExpiredChanges>();
builder.Services.AddWolverineHttp();
builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
builder.Services.AddProblemDetails(x => x.CustomizeProblemDetails = Problems.Complete);
builder.Services.ConfigureHttpJsonOptions(x => JsonRules.Apply(x.SerializerOptions));
builder.Services.AddValidatorsFromAssemblyContaining<Program>(ServiceLifetime.Singleton);
builder.Services.AddEndpointsApiExplorer();
builder.Services.AddSwaggerGen(OpenApi.Describe);

var app = builder.Build();

app.Use((http, next) => DeniedRequests.Watch(http, next));
app.UseExceptionHandler(Unexpected.Options);
app.UseStatusCodePages();
app.UseRequestLocalization(Messages.Localize);
app.UseRouting();
app.Use(RestoreGate.Guard);
app.UseCors();
app.UseAuthentication();
app.UseMiddleware<DeniedByDefault>();
app.Use((http, next) => RequestBody.Read(http, next));
app.MapWolverineEndpoints(options =>
{
    options.RejectUnparseableQueryValues = true;
    options.AddPolicy<Conversations>();
    options.AddPolicy<RequestValidation>();
    options.ConfigureEndpoints(Answers.Describe);
    options.ConfigureEndpoints(ReviewableCommand.Mark);
});
app.MapSignIn();
app.MapHealth();
app.UseSwagger(x => x.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
app.UseSwaggerUI();
DeniedByDefault.RefuseUndeclared(app);

await app.PrepareRebuild(args);
return await app.RunJasperFxCommands(args);
