namespace CleaningEvents.Domain.Access;

/// <summary>The rules of segregation that a company starts with; it may lift or change each by two people.</summary>
/// <remarks>Source: policy 3.2. What ends in <c>enter</c>, <c>approve</c>, <c>make</c> or <c>close</c> waits for the modules that bring it.</remarks>
public static class StandardSegregation
{
    public static IReadOnlyList<SegregationRuleSet> Rules { get; } =
    [
        Rule("administrators-apart",
            new("system administration", [Permission.OpenBranches, Permission.SetNetworkRules, Permission.ApproveChanges]),
            new("security administration",
            [
                Permission.OpenAccounts, Permission.CloseAccounts, Permission.MoveAccounts, Permission.EnrolAccounts, Permission.DefineRoles, Permission.GrantRoles,
                Permission.DefinePositions, Permission.SetSegregationRules, Permission.SetTwoPersonRules,
            ]),
            new("audit", ["audit.*.*"])),
        Rule("finance-entry-and-approval-apart", new("entry", ["finance.*.enter"]), new("approval", ["finance.*.approve"])),
        Rule("dispatch-and-payroll-approval-apart",
            new("dispatch", [Permission.BookJobs, Permission.AssignJobs]), new("payroll approval", ["*.timesheets.approve", "*.pay-periods.close"])),
        Rule("backup-and-restore-approval-apart", new("backup", ["*.backups.make"]), new("restore approval", ["*.restores.approve"])),
    ];

    private static SegregationRuleSet Rule(string name, params Duty[] duties) => new(SegregationRule.IdOf(name), name, duties);
}
