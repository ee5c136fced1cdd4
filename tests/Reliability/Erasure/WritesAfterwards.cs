using System.Text.Json.Nodes;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>B4: nobody writes about an erased subject until that is allowed again.</summary>
public static class WritesAfterwards
{
    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (customer, site) = await node.Register(installation.BranchId, "Erika Mustermann", cancelled);
        await node.Erase(customer, cancelled);
        Task<Answer> Write() => node.Adviser.Tell($"{Node.PathOf(customer)}/change-contact", new ChangeContact("Erika Neu"), cancelled);

        var refused = await Write();
        var rule = refused.Status is 409 ? $"{JsonNode.Parse(refused.Body)!["rule"]}" : "";
        (await node.Officer.Tell($"/api/governance/subjects/{customer}/reauthorise", new ReauthoriseSubject(ReauthorisationGround.NewContract), cancelled)).Expect(204);
        var written = await Installation.Eventually(async () => (await Write()).Status is 204, TimeSpan.FromSeconds(10), cancelled);
        var (name, place) = (await node.NameOf(customer, cancelled), (await node.Adviser.Ask($"/api/crm/sites/{site}", cancelled)).Expect(200).Body);
        return
        [
            new("B4", "contact of an erased customer changed", $"{refused.Status} {rule}", "409 subject-erased", rule is "subject-erased"),
            new("B4", "the same after re-authorisation", written ? $"204, shown as {name}" : "still refused", "204; the new is readable, the old is not",
                written && name is "Erika Neu" && place.Contains("[erased]", StringComparison.Ordinal) && !place.Contains("Via Example", StringComparison.Ordinal)),
        ];
    }
}
