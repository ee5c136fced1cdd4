using System.Diagnostics;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>Who runs the server: ourselves, or an account of less power when we are root, which PostgreSQL refuses.</summary>
internal sealed record ServerAccount(string? OtherUser)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    // Names of other databases (PGDATA, PGPORT…), languages and secrets of the application stay out of the server.
    private static readonly string[] PassedOn =
        ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SystemDrive", "ComSpec", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    public static bool MustDropRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static async Task<ServerAccount> ChooseAsync(CancellationToken cancellation)
    {
        if (!MustDropRoot)
        {
            return new(OtherUser: null);
        }

        foreach (var user in new[] { "postgres", "nobody" })
        {
            if ((await Command.RunAsync(new("id", ["-u", user]), Moment, cancellation)).Succeeded)
            {
                return new(user);
            }
        }

        throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody to run it.");
    }

    public Task<Outcome> RunAsync(string program, IEnumerable<string> arguments, TimeSpan within, CancellationToken cancellation)
    {
        var command = new ProcessStartInfo(program, arguments);
        foreach (var name in command.Environment.Keys.Except(PassedOn, StringComparer.OrdinalIgnoreCase).ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["LC_ALL"] = "C";
        if (OtherUser is not null)
        {
            command.UserName = OtherUser;
        }

        if (!OperatingSystem.IsWindows())
        {
            command.WorkingDirectory = "/"; // The account may not be allowed to enter ours.
        }

        return Command.RunAsync(command, within, cancellation);
    }

    public async Task<bool> MayEnterAsync(string directory, CancellationToken cancellation) =>
        OtherUser is null || (await RunAsync("/bin/sh", ["-c", "cd \"$0\"", directory], Moment, cancellation)).Succeeded;

    public async Task TakeOverAsync(string path, CancellationToken cancellation)
    {
        if (OtherUser is not null && await Command.RunAsync(new("chown", [OtherUser, path]), Moment, cancellation) is { Succeeded: false } refused)
        {
            throw new EmbeddedPostgresException($"Cannot give {path} to {OtherUser}: {refused.Output}");
        }
    }
}
