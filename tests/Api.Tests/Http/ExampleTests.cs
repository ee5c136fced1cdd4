using System.Text.Json;
using CleaningEvents.Api.Http;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Http;

public class ExampleTests(Server server)
{
    [Fact]
    public async Task every_body_in_the_contract_has_an_example()
    {
        using var contract = JsonDocument.Parse(await server.Client().GetStringAsync("/swagger/v1/swagger.json", TestContext.Current.CancellationToken));

        var bodies = contract.RootElement.GetProperty("paths").EnumerateObject().SelectMany(x => x.Value.EnumerateObject())
            .Where(x => x.Value.TryGetProperty("requestBody", out _))
            .Select(x => (x.Value.GetProperty("operationId"), x.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json"))).ToList();

        bodies.ShouldNotBeEmpty();
        bodies.Where(x => !x.Item2.TryGetProperty("example", out _)).Select(x => x.Item1.GetString()).ShouldBeEmpty();
    }

    [Fact]
    public void every_example_is_a_request_that_its_validator_lets_pass()
    {
        var requests = AssemblyScanner.FindValidatorsInAssemblyContaining<Commands>().Select(x => (Request: x.InterfaceType.GetGenericArguments()[0], x.InterfaceType)).ToList();

        var faults = requests.Select(x => (x.Request.Name, Fault: FaultOf(x.Request, x.InterfaceType))).Where(x => x.Fault is not null).ToList();

        requests.Count.ShouldBeGreaterThan(20);
        faults.ShouldBeEmpty();
    }

    private string? FaultOf(Type request, Type validator)
    {
        var example = JsonSerializer.Deserialize(OpenApiExamples.Of(request)!.ToJsonString(), request, Person.Json)!;
        var result = ((IValidator)server.Host.Services.GetRequiredService(validator)).Validate((IValidationContext)Activator.CreateInstance(typeof(ValidationContext<>).MakeGenericType(request), example)!);
        return result.IsValid ? null : result.ToString();
    }
}
