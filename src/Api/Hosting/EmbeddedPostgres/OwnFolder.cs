namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The folder, private to whoever runs the process, for what belongs to no checkout.</summary>
internal static class OwnFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Everybody may enter and read, the owner alone may write.</summary>
    public const UnixFileMode Enterable = Private
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly Lazy<string> Found = new(Find);

    public static string Path => Found.Value;

    private static string Find()
    {
        if (ServerAccount.MustDropRoot)
        {
            // The account that runs the server may not enter root's own home.
            return Own("/var/lib/cleaning-events", Enterable);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        try
        {
            return Own(System.IO.Path.Combine(data, "cleaning-events"), Private);
        }
        catch (Exception noHome) when (noHome is UnauthorizedAccessException or IOException)
        {
            return Own(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cleaning-events-{Environment.UserName}"), Private);
        }
    }

    private static string Own(string path, UnixFileMode mode)
    {
        var folder = Directory.CreateDirectory(path).FullName;
        if (!OperatingSystem.IsWindows())
        {
            // Fails unless we own it: nobody can have laid the folder out for us beforehand.
            File.SetUnixFileMode(folder, mode);
        }

        return folder;
    }
}
