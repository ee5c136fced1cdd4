using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using Microsoft.AspNetCore.Mvc;

namespace CleaningEvents.Api.Governance;

/// <summary>Which questions are answered with which members of events and read models, read off the types of the answers.</summary>
public sealed class Showings
{
    private readonly IReadOnlyList<(string Question, Type Answer, IReadOnlyList<Member> Members)> questions;

    public Showings(IEnumerable<Endpoint> endpoints) => questions =
    [
        .. from endpoint in endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<Question>() is not null
           from answer in endpoint.Metadata.OfType<ProducesResponseTypeAttribute>()
           where answer.StatusCode is StatusCodes.Status200OK && answer.Type is not null
           orderby endpoint.RoutePattern.RawText
           select (endpoint.RoutePattern.RawText!, answer.Type!, (IReadOnlyList<Member>)[.. Member.Of(answer.Type!)]),
    ];

    /// <summary>What every question is answered with.</summary>
    public IEnumerable<Type> Answers => questions.Select(x => x.Answer);

    /// <summary>The routes whose answers hold the member.</summary>
    public IReadOnlyList<string> Of(Member member) => [.. questions.Where(x => x.Members.Any(y => Shows(y, member))).Select(x => x.Question)];

    private static bool Shows(Member shown, Member member)
    {
        var whole = member.Around[0];
        return shown.Around.Contains(whole)
            || (Vocabulary.Events.Contains(whole) ? Member.Mark<ShowsEventsAttribute>(shown.Property) is not null : Member.Mark<ShowsModelsAttribute>(shown.Property) is not null)
            || (Member.Mark<ShowsAttribute>(shown.Property) is { } copy && (copy.Model, copy.Member) == (whole, member.Property.Name));
    }
}
