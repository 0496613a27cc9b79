namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class LeaseRulesTests
{
    private const string Lease = """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l"},"spec":{}}""";

    [Theory]
    [InlineData("spec.leaseDurationSeconds=0", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("spec.leaseTransitions=-1", "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0")]
    public async Task Lease_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("coordination.k8s.io", "v1", "leases", Lease, edits));

    [Fact]
    public async Task Lease_WithAFinalizerOfAnyName_IsAccepted() =>
        Assert.Empty(await RuleTable.CreateAsync("coordination.k8s.io", "v1", "leases", Lease, "metadata.finalizers=[\"nodomain\"]"));

    // CoordinatedLeaderElection is off: both fields are dropped, so the holder's rule has nothing to say.
    [Fact]
    public async Task Lease_WithAPreferredHolder_LosesIt() =>
        Assert.Empty(await RuleTable.CreateAsync("coordination.k8s.io", "v1", "leases", Lease, "spec.preferredHolder=\"a\""));
}
