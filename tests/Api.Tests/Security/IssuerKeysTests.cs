using CleaningEvents.Api.Security.Issuer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace CleaningEvents.Tests.Security;

public sealed class IssuerKeysTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleaning-keys-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void whoever_starts_first_or_at_once_or_later_has_the_same_keys()
    {
        var starts = new IssuerKeys[16];
        Parallel.For(0, starts.Length, i => starts[i] = Keys(folder.FullName));
        starts.Select(x => x.Signing.KeyId).Append(Keys(folder.FullName).Signing.KeyId).Distinct().Count().ShouldBe(1);
        starts.Select(x => Convert.ToHexString(x.Encryption.Key)).Distinct().Count().ShouldBe(1);
        folder.GetFiles().Select(x => x.Name).ShouldBe(["encryption.key", "signing.pem", "turn.lock"], ignoreOrder: true);
    }

    [Fact]
    public void only_the_owner_may_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Keys(Path.Combine(folder.FullName, "new"));
        foreach (var file in folder.GetDirectories().Single().GetFiles().Where(x => x.Name is not "turn.lock"))
            file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        folder.GetDirectories().Single().UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void outside_development_the_folder_must_be_named() =>
        Should.Throw<InvalidOperationException>(() => Keys(null)).Message.ShouldContain("Keys__Folder");

    private static IssuerKeys Keys(string? folder) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", folder)]).Build(),
        new HostingEnvironment { EnvironmentName = Environments.Production });
}
