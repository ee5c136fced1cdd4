using System.Reflection;
using System.Xml.Linq;
using CleaningEvents.Domain;
using CleaningEvents.Projections;

namespace CleaningEvents.Tests.Http;

/// <summary>Every public type of the model says in a sentence what it is.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData(typeof(Decision))]
    [InlineData(typeof(Catalogue))]
    public void every_public_type_has_a_summary(Type anyOfAssembly)
    {
        var assembly = anyOfAssembly.Assembly;
        var summaries = Summaries(assembly);

        assembly.GetExportedTypes().Where(x => summaries.GetValueOrDefault($"T:{x.FullName!.Replace('+', '.')}")?.Trim().EndsWith('.') is not true)
            .Select(x => x.FullName).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Summaries(Assembly assembly) =>
        XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").Where(x => x.Element("summary") is not null)
            .ToDictionary(x => x.Attribute("name")!.Value, x => x.Element("summary")!.Value);
}
