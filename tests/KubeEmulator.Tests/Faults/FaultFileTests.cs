namespace KubeEmulator.Tests.Faults;

/// <summary>A cluster that begins with what is to go wrong.</summary>
public sealed class FaultFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("kube-emulator-").FullName, "faults.yaml");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task Rules_AreInForce_OnceTheClusterHasStarted()
    {
        await File.WriteAllTextAsync(_file, """
            - {fault: conflict, verb: update, resource: leases, times: 2}
            - {fault: latency, latency: 5ms, probability: 0.5}
            ---
            {fault: status, code: 403, reason: Forbidden, verb: create, resource: secrets, lifetime: 1h}
            """);

        await using var cluster = await EmulatedCluster.StartAsync(b => b
            .WithFaults(_file)
            .WithFault(new FaultRule { Verb = "list", Fault = Fault.StaleList(3) }));

        Assert.Equal(["update leases", " ", "create secrets", "list "], cluster.Faults.Rules.Select(r => $"{r.Rule.Verb} {r.Rule.Resource}"));
        Assert.Equal((2, 0.5, 403), (cluster.Faults.Rules[0].Rule.Times, cluster.Faults.Rules[1].Rule.Probability, cluster.Faults.Rules[2].Rule.Fault.Status!.Code));
        Assert.Equal(TimeSpan.FromHours(1), cluster.Faults.Rules[2].Rule.Lifetime);
    }

    [Theory]
    [InlineData("- {fault: conflict}\n- {fault: conflct}\n", "rule 2 of the list at line 1: fault: \"conflct\" is unknown; known are conflict, ")]
    [InlineData("{fault: conflict}\n---\n{fault: conflict, verbs: update}\n", "line 3: verbs: unknown; known are fault, ")]
    [InlineData("{fault: conflict, probability: 2}\n", "line 1: a probability is from 0 to 1")]
    [InlineData("{fault: latency, latency: soon}\n", "line 1: latency: \"soon\" is not a duration such as 90s, 5m or 24h")]
    [InlineData("conflict\n", "line 1: a rule is an object, such as ")]
    [InlineData("{fault: \n", "yaml: line ")]
    public async Task Rule_ThatMakesNoSense_IsRefused_WithItsPlace(string text, string why)
    {
        await File.WriteAllTextAsync(_file, text);

        var refused = await Assert.ThrowsAsync<ManifestException>(() => EmulatedCluster.StartAsync(b => b.WithFaults(_file)));

        Assert.StartsWith(_file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsMissing_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ManifestException>(() => EmulatedCluster.StartAsync(b => b.WithFaults("nowhere.yaml")));

        Assert.StartsWith("nowhere.yaml: no such file (looked for ", refused.Message, StringComparison.Ordinal);
    }
}
