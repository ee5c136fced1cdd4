using System.Text;

namespace CleaningEvents.Tests.Hostile;

/// <summary>JSON that need not be right: members may come twice, and a leaf is any text.</summary>
public abstract record Json
{
    /// <summary>A value as it stands in the document; not necessarily JSON.</summary>
    public sealed record Leaf(string Text) : Json;

    /// <summary>An array.</summary>
    public sealed record Items(IReadOnlyList<Json> Values) : Json;

    /// <summary>An object.</summary>
    public sealed record Members(IReadOnlyList<(string Name, Json Value)> Values) : Json;

    /// <summary>Itself and everything within it.</summary>
    public int Count => 1 + this switch
    {
        Items x => x.Values.Sum(y => y.Count),
        Members x => x.Values.Sum(y => y.Value.Count),
        _ => 0,
    };

    /// <summary>The same with <paramref name="change"/> done to its part number <paramref name="at"/>, counted from itself as 0.</summary>
    public Json With(int at, Func<Json, Json> change)
    {
        if (at is 0)
            return change(this);

        at--;
        return this switch
        {
            Items x => new Items([.. x.Values.Select(y => Within(y, ref at, change))]),
            Members x => new Members([.. x.Values.Select(y => (y.Name, Within(y.Value, ref at, change)))]),
            _ => this,
        };
    }

    public sealed override string ToString() => Write(new StringBuilder()).ToString();

    private static Json Within(Json part, ref int at, Func<Json, Json> change)
    {
        var here = at;
        at -= part.Count;
        return here >= 0 && at < 0 ? part.With(here, change) : part;
    }

    private StringBuilder Write(StringBuilder text)
    {
        switch (this)
        {
            case Leaf x:
                return text.Append(x.Text);
            case Items x:
                text.Append('[');
                foreach (var value in x.Values)
                    value.Write(text).Append(',');
                return End(text, x.Values.Count, ']');
            case Members x:
                text.Append('{');
                foreach (var (name, value) in x.Values)
                    value.Write(text.Append('"').Append(name).Append("\":")).Append(',');
                return End(text, x.Values.Count, '}');
            default:
                return text;
        }
    }

    private static StringBuilder End(StringBuilder text, int count, char end) => (count > 0 ? text.Remove(text.Length - 1, 1) : text).Append(end);
}
