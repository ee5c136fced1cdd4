using System.Diagnostics;
using CleaningEvents.Api.Security.Keys;
using JasperFx.CommandLine;

namespace CleaningEvents.Api.Hosting.CommandLine;

/// <summary>Nothing to be said.</summary>
public class RotateWrappingKeyInput;

/// <summary>Wraps all keys anew, by a new wrapping key in the folder or by the KMS key that the configuration names. Nodes go on meanwhile.</summary>
[Description("Wrap all keys anew by a new wrapping key, while the service may run", Name = "rotate-wrapping-key")]
public class RotateWrappingKeyCommand : JasperFxAsyncCommand<RotateWrappingKeyInput>
{
    [InjectService]
    public KeysAtStart Keys { get; set; } = null!;

    [InjectService]
    public IWrappingKey Wrapping { get; set; } = null!;

    [InjectService]
    public KeyRotation Rotation { get; set; } = null!;

    public override async Task<bool> Execute(RotateWrappingKeyInput input)
    {
        try
        {
            await Keys.Ready(CancellationToken.None);
            Wrapping.Renew();
            var clock = Stopwatch.StartNew();
            var count = await Rotation.Rewrap(CancellationToken.None);
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{count} keys re-wrapped by {Wrapping.Current} in {clock.Elapsed.TotalSeconds:0.0} s."));
            return true;
        }
        catch (WrappingKeyException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return false;
        }
    }
}
