using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Security;

/// <summary>Employees who can sign in.</summary>
public static class Employees
{
    public const string Password = "seven geese cross the river";

    /// <summary>Somebody new, offered a secret by the security administrator.</summary>
    public static async Task<(Person Person, string Number, string Secret)> Offered(this Server server, string position = Positions.Dispatcher)
    {
        var person = await server.Company.Employ(position, Scope.Company);
        var number = (await server.Load<AccountDetails>(person.AccountId))!.EmployeeNumber;
        var offer = await server.Company.Security.Post(OfferOf(person), new { });
        return (person, number, offer.ShouldBe(200).Read<EnrolmentOffer>().Secret);
    }

    /// <summary>Somebody new who has chosen <see cref="Password"/>.</summary>
    public static async Task<(Person Person, string Number)> Enrolled(this Server server, string position = Positions.Dispatcher)
    {
        var (person, number, secret) = await server.Offered(position);
        using var browser = new Browser(server);
        (await browser.Enrol(number, secret, Password)).EnsureSuccessStatusCode();
        return (person, number);
    }

    public static Task<HttpResponseMessage> Enrol(this Browser browser, string number, string secret, string password) => browser.Fill("/enrol",
        ("employeeNumber", number), ("secret", secret), ("newPassword", password), ("repeatPassword", password));

    public static string OfferOf(Person person) => $"/api/access/accounts/{person.AccountId}/offer-enrolment";
}
