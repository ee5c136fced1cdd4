using CleaningEvents.Api.Crm;

namespace CleaningEvents.Tests.Http;

public class LostUpdateTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task of_a_hundred_who_saw_the_same_version_one_changes_it()
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, "Rossi & Co");
        (await company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);

        for (var version = 1; version <= 3; version++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(x => company.Adviser.Post(
                $"/api/crm/customers/{customer.CustomerId}/change-contact", new ChangeContact($"Rossi {version}.{x}"), ifMatch: $"\"{version}\"")));

            answers.Count(x => (int)x.Status is 204).ShouldBe(1);
            answers.Where(x => (int)x.Status is not 204).ShouldAllBe(x => (int)x.Status == 412);
        }

        (await server.Events(customer.CustomerId)).Count.ShouldBe(4);
    }
}
