using System.Runtime.CompilerServices;

namespace CleaningEvents.Domain.Tests;

/// <summary>The text of the repository, for rules that no assembly shows.</summary>
internal static class Source
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Beside(""), "..", ".."));

    /// <summary>Every source file under a folder of the repository, whole.</summary>
    public static IReadOnlyList<string> Under(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories).Where(x => !IsBuilt(x)).Select(File.ReadAllText)];

    /// <summary>One file of the repository.</summary>
    public static string Of(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The path of a file in this folder.</summary>
    public static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(x => x is "bin" or "obj");
}
