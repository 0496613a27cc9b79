using BackupOperator.Models;
using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Testing;
using KubeEmulator.Values;

namespace BackupOperator.Tests;

/// <summary>What becomes of a backup, over days that pass in moments.</summary>
public sealed class ReconcileTests(OperatorCluster shared) : IClassFixture<OperatorCluster>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly RecordedVault _vault = new();

    [Fact]
    public async Task Backup_IsArchivedAtItsTime()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var replica = await Replica.StartAsync(cluster, _vault);

        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        var backup = await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: Day);

        var archive = Assert.Single(_vault.Archives);
        Assert.Equal([archive], backup.Status.Strings("archives"));
        Assert.Equal("2026-03-02T02:05", backup.Status.String("lastArchiveTime")![..16]);
        Assert.Equal($"{archive} is in the vault", Message(backup));
        cluster.Objects.Get("CronJob", "orders");
    }

    [Fact]
    public async Task Week_LeavesTheLastThreeArchives()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var replica = await Replica.StartAsync(cluster, _vault);

        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        await cluster.Clock.AdvanceAsync(7 * Day);
        await cluster.QuietAsync();

        var status = cluster.Objects.Get("Backup", "orders").Status;
        Assert.Equal(3, _vault.Archives.Count);
        Assert.Equal(_vault.Archives, status.Strings("archives"));
        Assert.Equal("2026-03-08T02:05", status.String("lastArchiveTime")![..16]);
    }

    [Fact]
    public async Task Archiver_ThatFails_IsReported_UntilItIsMended()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var replica = await Replica.StartAsync(cluster, _vault);
        cluster.Pods.Clear();
        cluster.Pods.Matching(BackupManifests.Label).ExitsWith(1);

        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        var failed = await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", "False", timeout: Day);
        Assert.Contains("Job has reached the specified backoff limit", Message(failed), StringComparison.Ordinal);
        Assert.Empty(_vault.Archives);

        cluster.Pods.Clear();
        cluster.Pods.Matching(BackupManifests.Label).ExitsWith(0);
        await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: 2 * Day);
        Assert.Single(_vault.Archives);
    }

    [Fact]
    public async Task Backup_DeletedWhileTheVaultIsDown_StaysUntilItsArchivesAreGone()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using var replica = await Replica.StartAsync(cluster, _vault);
        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: Day);

        _vault.IsDown = true;
        await cluster.Objects.DeleteAsync("Backup", "orders");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.NotNull(cluster.Objects.Find("Backup", "orders"));

        _vault.IsDown = false;
        await cluster.Objects.WaitForDeletedAsync("Backup", "orders", timeout: TimeSpan.FromMinutes(6));
        await cluster.Objects.WaitForDeletedAsync("CronJob", "orders");
        Assert.Empty(_vault.Archives);
    }

    [Theory]
    [InlineData("update", "backups", "conflict")]
    [InlineData("patch", "cronjobs", "unavailable")]
    [InlineData("list", "jobs", "cut")]
    public async Task Backup_IsArchived_ThoughCallsFail(string verb, string resource, string fault)
    {
        await using var cluster = shared.ForkWithArchiver();
        var active = cluster.Faults.Add(
            verb,
            resource,
            fault switch { "conflict" => Fault.Conflict(), "cut" => Fault.ConnectionReset(), _ => Fault.Unavailable() },
            times: 2);
        await using var replica = await Replica.StartAsync(cluster, _vault);

        await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
        await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: Day);

        Assert.True(active.Hits > 0, "the fault was never met");
        Assert.Single(_vault.Archives);
    }

    [Fact]
    public async Task Role_IsExactlyWhatTheOperatorUses()
    {
        await using var cluster = shared.ForkWithArchiver();
        await using (await Replica.StartAsync(cluster, _vault))
        {
            await cluster.Objects.ApplyAsync(OperatorCluster.Orders);
            await cluster.Objects.WaitForConditionAsync("Backup", "orders", "Succeeded", timeout: Day);
        }

        // A watch is in the log when the server has seen it end, a moment after the operator did.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (cluster.Requests.Find(verb: "watch", user: OperatorCluster.User).Count < 2)
        {
            await Task.Delay(1, patience.Token);
        }

        cluster.Access.RequireExactly(OperatorCluster.User, await File.ReadAllTextAsync(OperatorCluster.Shipped("operator.yaml")));
    }

    [Fact]
    public void Definition_ThatShips_IsThatOfTheModel()
    {
        var file = OperatorCluster.Shipped("crd.yaml");
        var made = CustomResourceDefinitions.FromType<Backup>();

        Assert.Equal(made, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string Message(KubeObject backup) => backup.Status.Maps("conditions").Single().StringOrEmpty("message");
}
