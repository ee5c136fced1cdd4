using System.Reflection;

namespace CleaningEvents.Projections;

/// <summary>The SQL that makes the tables beside Marten's own; each script may run again at every start. Those of another database lie in a folder.</summary>
public static class SqlScripts
{
    /// <summary>Name and text of each script in <paramref name="folder"/> of <paramref name="assembly"/>, in alphabetical order; none depends on another.</summary>
    public static IReadOnlyList<(string Name, string Sql)> In(Assembly assembly, string folder = "") =>
    [
        .. assembly.GetManifestResourceNames().Where(x => x.EndsWith(".sql", StringComparison.Ordinal) && Path.GetDirectoryName(x) == folder)
            .Order(StringComparer.Ordinal).Select(x => (x, Read(assembly, x))),
    ];

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
