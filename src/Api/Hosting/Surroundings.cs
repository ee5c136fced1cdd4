namespace CleaningEvents.Api.Hosting;

/// <summary>Where the program runs: its files lie beside it, and built in a checkout it is Development unless the environment says otherwise.</summary>
public static class Surroundings
{
    public static WebApplicationOptions Of(string[] args) => new()
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = Named("ASPNETCORE_ENVIRONMENT") ?? Named("DOTNET_ENVIRONMENT") ?? (IsBuiltInCheckout ? Environments.Development : null),
    };

    // Not by launch settings: with those, `dotnet run` writes a line of its own before what a command prints.
    private static bool IsBuiltInCheckout =>
        Checkout.FolderOf(AppContext.BaseDirectory) is var folder && folder != AppContext.BaseDirectory
        && AppContext.BaseDirectory.StartsWith(Path.Combine(folder, "src", "Api", "bin"), StringComparison.Ordinal)
        && !AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}publish", StringComparison.Ordinal);

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } name ? name : null;
}
