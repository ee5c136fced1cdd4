using System.Security.Cryptography;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>B7: without its right wrapping key the service does not start, says why and writes nothing.</summary>
public static class BrokenWrappingKey
{
    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        // Each node of a healthy start leaves traces of its own: they are to be there already.
        await installation.Start(cancelled);
        await installation.StopNodes();
        var key = installation.WrappingKeys.GetFiles("*.key").MaxBy(x => x.Name, StringComparer.Ordinal)!.FullName;
        var (bytes, mode) = (await File.ReadAllBytesAsync(key, cancelled), File.GetUnixFileMode(key));
        (string Fault, Action Break, string Advice)[] faults =
        [
            ("missing", () => File.Delete(key), "bring back its file"),
            ("another one of the same name", () => Replace(key, RandomNumberGenerator.GetBytes(bytes.Length), mode), "bring back the one that belongs to this key database"),
            ("readable by everybody", () => File.SetUnixFileMode(key, mode | UnixFileMode.OtherRead), "chmod 400"),
        ];
        List<Finding> findings = [];
        foreach (var (fault, action, advice) in faults)
        {
            action();
            findings.Add(await Start(installation, fault, advice, cancelled));
            Replace(key, bytes, mode);
        }

        return findings;
    }

    private static async Task<Finding> Start(Installation installation, string fault, string advice, CancellationToken cancelled)
    {
        var (files, rows) = (Files(installation), await installation.Tables(inFull: false, cancelled));
        var (code, output) = await installation.Run(cancelled);
        var (filesAfter, rowsAfter) = (Files(installation), await installation.Tables(inFull: false, cancelled));
        var told = output.ReplaceLineEndings(" ").Contains(advice, StringComparison.Ordinal);
        string[] wrote = [.. rows.Except(rowsAfter).Select(x => x.Split(' ')[0]), .. files.Except(filesAfter), .. filesAfter.Except(files)];
        return new Finding(
            "B7", $"started with its wrapping key {fault}",
            $"exit code {code}; {(told ? $"says \"{advice}\"" : "says nothing of it")}; {(wrote is [] ? "tables and files unchanged" : $"changed: {string.Join(", ", wrote)}")}",
            "refuses, says why, writes nothing", code is not 0 && told && wrote is []);
    }

    private static void Replace(string file, byte[] bytes, UnixFileMode mode)
    {
        File.Delete(file);
        File.WriteAllBytes(file, bytes);
        File.SetUnixFileMode(file, mode);
    }

    private static List<string> Files(Installation installation) =>
        [.. installation.Outside.EnumerateFiles("*", SearchOption.AllDirectories).Select(x => x.FullName)
            .Select(x => $"{x} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(x)))}")];
}
