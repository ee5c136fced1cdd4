using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using Microsoft.Extensions.Configuration;

namespace CleaningEvents.Tests.Security.Keys;

public class KmsWrappingKeyTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task keys_are_wrapped_and_wrapped_anew_by_kms()
    {
        await using var kms = await FakeKms.Start("one", "two");
        await using var cabinet = await KeyCabinet.Empty(server);
        cabinet.Wrapping = Kms(kms.Url, "one");
        await cabinet.Start();
        var key = cabinet.Deaf().Keys.ToSeal(new KeyScope(Guid.CreateVersion7(), Purpose.Contact, ""));

        cabinet.Wrapping = Kms(kms.Url, "two");
        await cabinet.Start();
        (await cabinet.Rotation.Rewrap(Cancelled)).ShouldBe(2);
        kms.Delete("one");
        await cabinet.Start();
        cabinet.Deaf().Keys.ToOpen(key.Id)!.Bytes.ShouldBe(key.Bytes);

        kms.Delete("two");
        (await Should.ThrowAsync<WrappingKeyException>(() => cabinet.Start())).Message.ShouldContain("KMS does not use the key two for us (NotFoundException)");
    }

    [Fact]
    public async Task a_key_is_bound_to_its_id()
    {
        await using var kms = await FakeKms.Start("one");
        var (wrapping, id) = (Kms(kms.Url, "one"), Guid.CreateVersion7());
        var wrapped = await wrapping.Wrap([1, 2, 3], id, Cancelled);
        (await wrapping.Unwrap(wrapped, id, Cancelled)).ShouldBe([1, 2, 3]);
        (await Should.ThrowAsync<WrappingKeyException>(() => wrapping.Unwrap(wrapped, Guid.CreateVersion7(), Cancelled))).Message.ShouldContain("InvalidCiphertextException");
    }

    [Theory]
    [InlineData("")]
    [InlineData("alias/cleaning")]
    [InlineData("arn:aws:kms:eu-south-1:111122223333:alias/cleaning")]
    public void a_key_is_named_by_what_always_means_it(string keyId) =>
        Should.Throw<WrappingKeyException>(() => Kms("http://127.0.0.1:9", keyId)).Message.ShouldContain("WrappingKey__Kms__KeyId");

    private static KmsWrappingKey Kms(string url, string keyId)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "nobody");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "nothing");
        return KmsWrappingKey.From(new ConfigurationBuilder()
            .AddInMemoryCollection([new("KeyId", keyId), new("Region", "eu-south-1"), new("ServiceUrl", url)]).Build());
    }
}
