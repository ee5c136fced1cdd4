using CleaningEvents.Api.Security.Passwords;

namespace CleaningEvents.Tests.Security;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("fourteen chars", "password-too-short")]
    [InlineData("十四个汉字不够长的密码呀呀", "password-too-short")]
    [InlineData("my number is E-1047 ok", "password-too-personal")]
    [InlineData("my number is e1047 ok!!", "password-too-personal")]
    [InlineData("I work for Bright Homes", "password-too-personal")]
    [InlineData("passwordpassword", "password-too-common")]
    [InlineData("Password-Password", "password-too-common")]
    [InlineData("1qaz2wsx3edc4rfv", "password-too-common")]
    [InlineData("aaaaaaaaaaaaaaaa", "password-too-common")]
    [InlineData("xy7xy7xy7xy7xy7xy7", "password-too-common")]
    [InlineData("abcdefghijklmnopq", "password-too-common")]
    [InlineData("98765432109876543210", "password-too-common")]
    [InlineData("seven geese\0cross it", "password-not-text")]
    [InlineData("seven geese cross the \ud800", "password-not-text")]
    public void a_password_that_others_would_guess_breaks_a_rule(string password, string rule) =>
        PasswordRules.Broken(password, PasswordRules.Shortest, "E-1047", "bright homes").ShouldBe(rule);

    [Theory]
    [InlineData("seven geese cross the river")]
    [InlineData("七只鹅在黄昏的时候一起过河回家")]
    [InlineData("!@#$%^&*()_+{}:")]
    [InlineData("   wide   open   sky   ")]
    [InlineData("🦆🦢🪿🐓🦃🦚🦜🐦🐧🕊🦅🦉🐤🐥🐣")]
    public void length_is_all_that_is_asked_for(string password) => PasswordRules.Broken(password, PasswordRules.Shortest, "E-1047", "bright homes").ShouldBeNull();

    [Fact]
    public void from_15_to_128_characters_are_taken()
    {
        PasswordRules.Broken(Letters(15), PasswordRules.Shortest).ShouldBeNull();
        PasswordRules.Broken(Letters(128), PasswordRules.Shortest).ShouldBeNull();
        PasswordRules.Broken(Letters(129), PasswordRules.Shortest).ShouldBe("password-too-long");
    }

    /// <summary>The breached passwords that people used most: more than 3,000 of those that are long enough for us.</summary>
    [Fact]
    public void every_password_of_the_list_is_refused_however_it_is_written()
    {
        using var list = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!);
        var known = list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        known.Count(x => x.Length >= PasswordRules.Shortest).ShouldBeGreaterThan(3_000);
        known.Where(x => x.Length >= PasswordRules.Shortest && PasswordRules.Broken(x, PasswordRules.Shortest) is not "password-too-common").ShouldBeEmpty();
        known.Where(x => x.Length >= 8 && PasswordRules.Broken(x.ToUpperInvariant(), shortest: 8) is not "password-too-common").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("aaaa", 1)]
    [InlineData("aaAA", 2)]
    [InlineData("aA1", 3)]
    [InlineData("aA1-", 4)]
    [InlineData("七只鹅 7", 2)]
    public void kinds_of_characters_are_counted(string password, int kinds) => PasswordRules.KindsIn(password).ShouldBe(kinds);

    [Fact]
    public void a_company_without_a_name_forbids_nothing() => PasswordRules.Broken("seven geese cross the river", PasswordRules.Shortest, "E1", null, "").ShouldBeNull();

    [Fact]
    public void the_same_letters_typed_otherwise_are_the_same_password() =>
        PasswordRules.Normalize("cafe\u0301").ShouldBe(PasswordRules.Normalize("caf\u00e9"));

    [Fact]
    public void a_hash_tells_its_cost_and_knows_its_password()
    {
        var hash = Argon2Hash.Parse(Argon2Hash.Of("one", memory: 8_192, passes: 1).ToString());
        (hash.Memory, hash.Passes, hash.IsWeak).ShouldBe((8_192, 1, true));
        hash.Matches("one").ShouldBeTrue();
        hash.Matches("two").ShouldBeFalse();
        Argon2Hash.Of("one").IsWeak.ShouldBeFalse();
    }

    private static string Letters(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i * i * 7 % 26)));
}
