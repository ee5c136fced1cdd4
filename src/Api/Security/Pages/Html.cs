using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>A piece of HTML. Whatever is put into one is encoded, except another piece.</summary>
public readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly Html Nothing = new("");

    public static Html Of(FormattableString text) =>
        new(string.Format(CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(Encode)]));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(x => x.Text)));

    public override string ToString() => Text;

    private static object Encode(object? part) => part is Html html ? html : Encoder.Encode(Convert.ToString(part, CultureInfo.InvariantCulture) ?? "");
}
