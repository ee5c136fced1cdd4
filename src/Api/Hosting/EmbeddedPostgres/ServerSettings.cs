namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The settings of the server, given at every start so that an old cluster follows the code.</summary>
internal static class ServerSettings
{
    private static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "password_encryption=scram-sha-256",
        "max_connections=200", "shared_buffers=256MB", "effective_cache_size=1GB", "maintenance_work_mem=128MB",
        "max_wal_size=2GB", "min_wal_size=256MB", "random_page_cost=1.1", "jit=off", "timezone=UTC", "log_timezone=UTC",
    ];

    private static readonly string[] KeepEveryCommit = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
    private static readonly string[] ForgetAtWill = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>One argument line without spaces inside a value: pg_ctl hands it to a shell.</summary>
    public static string For(bool durable, int port) =>
        string.Join(' ', Always.Concat(durable ? KeepEveryCommit : ForgetAtWill).Append($"port={port}").Select(setting => $"-c {setting}"));

    /// <summary>Text sorted by code point and cased as Unicode says, the same on every machine where the server can.</summary>
    public static string[] Locale(int major) => major >= 17
        ? ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : ["--encoding=UTF8", OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C"];
}
