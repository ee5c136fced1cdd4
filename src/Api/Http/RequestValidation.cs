using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Frames;
using Wolverine.Http;
using Wolverine.Http.CodeGen;

namespace CleaningEvents.Api.Http;

/// <summary>Runs a request's validator before its endpoint: 400 and the errors by field. A request without a validator stops the start-up.</summary>
public sealed class RequestValidation : IHttpPolicy
{
    public void Apply(IReadOnlyList<HttpChain> chains, GenerationRules rules, IServiceContainer container)
    {
        foreach (var chain in chains.Where(x => x.HasRequestType))
        {
            if (!container.RegistrationsFor(typeof(IValidator<>).MakeGenericType(chain.RequestType!)).Any())
                throw new InvalidOperationException($"{chain.RequestType!.Name} has no validator.");

            var check = new MethodCall(typeof(RequestValidation), GetType().GetMethod(nameof(Check))!.MakeGenericMethod(chain.RequestType!));
            chain.Middleware.InsertRange(0, [check, new MaybeEndWithResultFrame(check.ReturnVariable!)]);
            chain.Metadata.ProducesValidationProblem();
        }
    }

    public static IResult Check<T>(T? request, IValidator<T> validator, HttpContext http)
    {
        http.Features.Get<RequestBody>()?.Command = request;
        return request is null ? NullBody() : validator.Validate(request) is { IsValid: false } failed ? Failed(failed) : WolverineContinue.Result();
    }

    public static IResult NullBody() => Problems.Invalid("$", "malformed-json", "The body is null.");

    public static IResult Failed(ValidationResult failed) => Problems.Invalid(failed.ToDictionary().ToDictionary(x => InJson(x.Key), x => x.Value));

    /// <summary>The path to a member as the request names it: <c>positions[0].skill</c>.</summary>
    private static string InJson(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
