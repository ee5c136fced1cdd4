using CleaningEvents.Projections.Search;
using FluentValidation;

namespace CleaningEvents.Api.Http;

/// <param name="Text">
/// What is looked for: one Han character or two others at least, 200 at most. Each word must begin a word of the field; a phone number begins
/// by its first three digits or more. Neither case nor width counts.
/// </param>
/// <param name="Field">Where to look; left out, in every field that the list can be searched by.</param>
/// <param name="Exact">Whether the text is the whole of the field. An e-mail address is always asked for as a whole.</param>
/// <param name="Limit">How many at most, 1 to 200; usually 50.</param>
/// <param name="After">Begin after this id: what the page before named as next. Left out: from the first.</param>
public record Search(string Text, SearchField? Field = null, bool Exact = false, int? Limit = null, Guid? After = null)
{
    public class Validator : AbstractValidator<Search>
    {
        public Validator()
        {
            RuleFor(x => x.Text).Text(200);
            RuleFor(x => x.Field).IsInEnum();
            RuleFor(x => x.Limit).InclusiveBetween(1, Reads.LongestPage);
        }
    }
}
