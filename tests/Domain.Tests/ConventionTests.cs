using System.Text.Json;
using System.Text.RegularExpressions;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests;

/// <summary>The rules of the house, read off the assembly and the source. A failure names every offender.</summary>
public partial class ConventionTests
{
    private static readonly IReadOnlyList<Type> States =
    [
        .. typeof(Decision).Assembly.GetExportedTypes().Where(x => x.GetInterfaces()
            .Any(y => y.IsGenericType && y.GetGenericTypeDefinition() == typeof(IEvolve<>))),
    ];

    private static readonly IReadOnlySet<string> Rules = Names(Source.Under("src/Domain"), RefusedRule());

    [Fact]
    public void the_domain_knows_only_the_base_class_library() =>
        typeof(Decision).Assembly.GetReferencedAssemblies().Select(x => x.Name!)
            .Where(x => !x.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void event_names_are_unique_because_the_store_drops_the_namespace() =>
        Vocabulary.Events.GroupBy(x => x.Name).Where(x => x.Count() > 1).Select(x => x.Key).ShouldBeEmpty();

    [Fact]
    public void every_event_begins_with_the_id_of_its_stream() =>
        Vocabulary.Events.Where(x => Shapes.Members(x)[0] is not { Name: [.., 'I', 'd'] } id || id.ParameterType != typeof(Guid))
            .Select(x => x.Name).ShouldBeEmpty();

    /// <summary>Stored events outlive the code: a changed line below needs an upcaster.</summary>
    [Fact]
    public void stored_events_keep_their_shape()
    {
        string[] now = [.. Shapes.Reachable(Vocabulary.Events).Select(Shapes.Signature).Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("APPROVE_CONTRACT") is "1")
            File.WriteAllLines(Source.Beside("events.approved.txt"), now);
        var approved = File.ReadAllLines(Source.Beside("events.approved.txt"));

        now.Except(approved).Select(x => "now: " + x).Concat(approved.Except(now).Select(x => "approved: " + x)).ShouldBeEmpty();
    }

    [Fact]
    public void every_rule_has_a_kebab_case_name() =>
        Rules.Where(x => !KebabCase().IsMatch(x)).ShouldBeEmpty();

    [Fact]
    public void every_refusal_names_its_rule_in_place() =>
        Source.Under("src/Domain").SelectMany(x => NamelessRefusal().Matches(x)).Select(x => x.Value).ShouldBeEmpty();

    [Fact]
    public void every_rule_is_seen_refusing() =>
        Rules.Except(Names(Source.Under("tests/Domain.Tests"), AssertedRule())).ShouldBeEmpty();

    [Fact]
    public void every_rule_speaks_chinese() =>
        Rules.Where(x => !ChineseWords().TryGetValue(x, out var sentence) || !Chinese().IsMatch(sentence)).ShouldBeEmpty();

    [Fact]
    public void no_sentence_outlives_its_rule() =>
        ChineseWords().Keys.Except(Rules).ShouldBeEmpty();

    [Fact]
    public void each_reason_to_cancel_or_reschedule_belongs_to_one_party() =>
        Enum.GetNames<CancellationReason>().Concat(Enum.GetNames<RescheduleReason>()).Where(x => Enum.GetNames<Party>().Count(y => x.StartsWith(y, StringComparison.Ordinal)) != 1).ShouldBeEmpty();

    [Fact]
    public void whoever_a_reason_names_cancels() =>
        Enum.GetValues<CancellationReason>().Where(x => !x.ToString().StartsWith(CancelledBy(x).ToString(), StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void positions_allow_only_what_the_catalogue_knows() =>
        Positions.Roles.Values.SelectMany(x => x).Except(Permission.All).ShouldBeEmpty();

    [Fact]
    public void positions_name_a_permission_once() =>
        Positions.Roles.Where(x => x.Value.Distinct().Count() != x.Value.Count).Select(x => x.Key).ShouldBeEmpty();

    [Theory]
    [InlineData(Positions.SystemAdministrator, Positions.SecurityAdministrator)]
    [InlineData(Positions.SystemAdministrator, Positions.AuditAdministrator)]
    [InlineData(Positions.SecurityAdministrator, Positions.AuditAdministrator)]
    public void no_two_administrators_may_change_the_same(string one, string other) =>
        Positions.Roles[one].Intersect(Positions.Roles[other]).Where(ChangesSomething).ShouldBeEmpty();

    [Fact]
    public void the_audit_changes_nothing() =>
        Positions.Roles[Positions.AuditAdministrator].Where(ChangesSomething).ShouldBeEmpty();

    [Fact]
    public void no_standard_position_breaks_a_standard_rule() =>
        Positions.Roles.Where(x => SegregationRule.Violated(StandardRules, x.Value) is not []).Select(x => x.Key).ShouldBeEmpty();

    [Theory]
    [InlineData(Positions.SystemAdministrator, Positions.SecurityAdministrator)]
    [InlineData(Positions.SystemAdministrator, Positions.AuditAdministrator)]
    [InlineData(Positions.SecurityAdministrator, Positions.AuditAdministrator)]
    public void nobody_is_two_administrators(string one, string other) =>
        SegregationRule.Violated(StandardRules, [.. Positions.Roles[one], .. Positions.Roles[other]]).ShouldHaveSingleItem().Name.ShouldBe("administrators-apart");

    [Fact]
    public void every_standard_rule_may_be_set() =>
        StandardSegregation.Rules.Where(x => SegregationRule.Set(null, x, new Dictionary<Guid, IReadOnlyCollection<string>>()).Refusal is not null).Select(x => x.Name).ShouldBeEmpty();

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void every_permission_is_explained(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Source.Of($"src/Api/Http/Words/Permissions.{language}.json"))!.Keys
            .ShouldBe(Permission.All, ignoreOrder: true);

    [Fact]
    public void a_stream_does_not_begin_with_an_event_of_another() =>
        Pairs().Where(x => Fold(x.State, null, x.Event) is not null).Select(Named).ShouldBeEmpty();

    [Fact]
    public void events_of_other_streams_change_nothing() =>
        Pairs().Where(x => Begun(x.State) is var begun && !ReferenceEquals(Fold(x.State, begun, x.Event), begun)).Select(Named).ShouldBeEmpty();

    [Fact]
    public void every_stream_begins_with_one_of_its_own_events() =>
        States.Where(x => Begun(x) is null).Select(x => x.Name).ShouldBeEmpty();

    private static IEnumerable<(Type State, Type Event)> Pairs() =>
        from state in States from @event in Vocabulary.Events where StreamOf(@event) != state select (state, @event);

    private static string Named((Type State, Type Event) pair) => $"{pair.Event.Name} on {pair.State.Name}";

    private static Type? StreamOf(Type @event) =>
        States.SingleOrDefault(x => x.Namespace == @event.Namespace && Shapes.Members(@event)[0].Name == x.Name + "Id");

    /// <summary>The state after the one event that its fold needs nothing before.</summary>
    private static object? Begun(Type state)
    {
        foreach (var @event in Vocabulary.Events.Where(x => StreamOf(x) == state))
            try
            {
                if (Fold(state, null, @event) is { } begun) return begun;
            }
            catch (NullReferenceException)
            {
                // Not the first of a stream.
            }

        return null;
    }

    private static object? Fold(Type state, object? before, Type @event) =>
        state.GetMethod(nameof(IEvolve<>.Evolve))!.Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [before, Shapes.Some(@event)], null);

    private static Party CancelledBy(CancellationReason reason) =>
        ((JobCancelled)StateOf<Job>(Example.Booked).Cancel(reason, null, Example.Ten).Events[0]).CancelledBy;

    private static IEnumerable<SegregationRule> StandardRules => StandardSegregation.Rules.Select(x => StateOf<SegregationRule>(x));

    private static bool ChangesSomething(string permission) => !permission.EndsWith(".read") && !permission.EndsWith(".search");

    private static Dictionary<string, string> ChineseWords() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Source.Of("src/Api/Http/Words/Rules.zh-CN.json"))!;

    private static HashSet<string> Names(IEnumerable<string> sources, Regex pattern) =>
        [.. sources.SelectMany(x => pattern.Matches(x)).Select(x => x.Groups[1].Value)];

    [GeneratedRegex("""\bRefuse\(\s*"([^"]*)"\s*,""")]
    private static partial Regex RefusedRule();

    [GeneratedRegex("""\bRefuse\((?!\s*"|string rule).*""")]
    private static partial Regex NamelessRefusal();

    [GeneratedRegex("""\.ThenRefused\("([^"]*)"\)""")]
    private static partial Regex AssertedRule();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
