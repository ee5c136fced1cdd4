using System.Security.Cryptography;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;

namespace CleaningEvents.Tests.Security.Keys;

public class KeyMemoryTests
{
    /// <summary>What is sealed with half a key is lost for good.</summary>
    [Fact]
    public async Task a_copy_taken_while_keys_are_wiped_is_the_whole_key_or_none()
    {
        var key = new SubjectKey(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32));
        var stored = new StoredKey(key.Id, new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""), new WrappedKey("of this test", [1]), IsNewest: true);
        using var memory = new KeyMemory();
        memory.Trust(heard: true);
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var broken = 0;

        var reading = Task.Factory.StartNew(() =>
        {
            while (!enough.IsCancellationRequested)
                if (memory.Find(key.Id) is { Bytes: { } copy } && !copy.AsSpan().SequenceEqual(key.Bytes))
                    broken++;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!enough.IsCancellationRequested)
        {
            memory.Keep([stored], memory.Generation);
            memory.Keep(key, memory.Generation);
            memory.Forget();
        }

        await reading;
        broken.ShouldBe(0);
    }
}
