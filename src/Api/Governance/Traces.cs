using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using JasperFx.Events;

namespace CleaningEvents.Api.Governance;

/// <summary>Follows protected values of an event into the read model of its stream: the projection folds an event whose values can be told apart.</summary>
public static class Traces
{
    /// <summary>For each protected member of an event the members of read models that come to hold it, such as <c>CustomerDetails.name</c>.</summary>
    public static ILookup<string, string> Of(Type @event)
    {
        if (Catalogue.Streams.FirstOrDefault(x => x.Holds(@event)) is not { } kind)
            return Array.Empty<string>().ToLookup(x => x);

        var recorded = new Specimen(isMarked: true).Of(@event);
        var model = kind.Evolve(new Specimen(isMarked: false).Of(kind.Model), (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(@event), recorded)!);
        var held = Protected(model!, "").ToList();
        return Protected(recorded, "")
            .SelectMany(x => held.Where(y => y.Value.Equals(x.Value)), (x, y) => (x.Path, Held: $"{kind.Model.Name}.{y.Path}"))
            .ToLookup(x => x.Path, x => x.Held);
    }

    private static IEnumerable<(string Path, object Value)> Protected(object holder, string path)
    {
        foreach (var property in Member.PropertiesOf(holder.GetType()))
        {
            var here = path + Member.InJson(property.Name);
            if (property.GetValue(holder) is not { } value)
                continue;
            if (Member.Mark<ProtectedAttribute>(property) is not null)
                yield return (here, value);
            else if (value is System.Collections.IEnumerable list and not string)
                foreach (var inside in list.Cast<object>().SelectMany(x => Protected(x, $"{here}[].")).Distinct())
                    yield return inside;
            else if (Shape.Of(value.GetType()) is not null)
                foreach (var inside in Protected(value, $"{here}."))
                    yield return inside;
        }
    }

    /// <summary>Makes values of any of our types; each protected text and place is another, or all are alike.</summary>
    private sealed class Specimen(bool isMarked)
    {
        private int marks;

        public object Of(Type type)
        {
            var make = type.GetConstructors().MaxBy(x => x.GetParameters().Length)!;
            return make.Invoke([.. make.GetParameters().Select(x => Value(x.ParameterType, x.IsDefined(typeof(ProtectedAttribute), inherit: false)))]);
        }

        private object Value(Type type, bool isProtected)
        {
            var element = Member.ElementOf(type);
            if (element != type && Nullable.GetUnderlyingType(type) is null)
                return ListOf(element, isProtected);
            var mark = isMarked && isProtected ? ++marks : 0;
            return element == typeof(string) ? $"#{mark}"
                : element == typeof(GeoPoint) ? new GeoPoint(mark, mark)
                // The first of our enums often says that there is nothing.
                : element.IsEnum ? Enum.GetValues(element).Cast<object>().Last()
                : element.Namespace!.StartsWith(nameof(CleaningEvents), StringComparison.Ordinal) ? Of(element)
                : Activator.CreateInstance(element)!;
        }

        private Array ListOf(Type element, bool isProtected)
        {
            var list = Array.CreateInstance(element, 1);
            list.SetValue(Value(element, isProtected), 0);
            return list;
        }
    }
}
