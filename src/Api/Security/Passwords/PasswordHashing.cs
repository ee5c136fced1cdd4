namespace CleaningEvents.Api.Security.Passwords;

/// <summary>Hashes as many passwords at once as there are cores, so that a flood of sign-ins cannot take all memory.</summary>
public sealed class PasswordHashing : IDisposable
{
    private static readonly Argon2Hash Nobodys = Argon2Hash.Of("");

    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    public Task<string> Hash(string password, CancellationToken cancelled) => InTurn(() => Argon2Hash.Of(password).ToString(), cancelled);

    /// <summary>Whether the password is the one of <paramref name="stored"/>; where nothing is stored, the answer no takes as long.</summary>
    public Task<bool> Verify(string password, Argon2Hash? stored, CancellationToken cancelled) =>
        InTurn(() => (stored ?? Nobodys).Matches(password) && stored is not null, cancelled);

    public void Dispose() => cores.Dispose();

    private async Task<T> InTurn<T>(Func<T> work, CancellationToken cancelled)
    {
        await cores.WaitAsync(cancelled);
        try
        {
            return await Task.Run(work, cancelled);
        }
        finally
        {
            cores.Release();
        }
    }
}
