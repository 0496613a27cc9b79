using k8s;
using KubeEmulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackupOperator.Tests;

/// <summary>One instance of the operator: its own host with the real services, the rights of its service account and the cluster's time.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly EmulatedCluster _cluster;
    private readonly IHost _host;

    private Replica(EmulatedCluster cluster, string name, IVault vault)
    {
        _cluster = cluster;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddSingleton(vault)
            .AddSingleton<TimeProvider>(cluster.Clock)
            .AddBackupOperator(new BackupOptions
            {
                Identity = name,

                // The client's elector goes by the machine's clock.
                LeaseDuration = TimeSpan.FromSeconds(2),
                RenewDeadline = TimeSpan.FromSeconds(1),
                RetryPeriod = TimeSpan.FromMilliseconds(200),
            })
            .AddKubeEmulator(cluster, OperatorCluster.User);
        _host = builder.Build();
    }

    public bool IsLeader => _host.Services.GetRequiredService<Leadership>().IsHeld;

    /// <summary>Starts an instance that shall lead; it follows backups and jobs by then.</summary>
    public static async Task<Replica> StartAsync(EmulatedCluster cluster, IVault vault, string name = "one")
    {
        var replica = await CandidateAsync(cluster, vault, name);
        await replica.LeadsAsync();
        return replica;
    }

    /// <summary>Starts an instance that waits for its turn.</summary>
    public static async Task<Replica> CandidateAsync(EmulatedCluster cluster, IVault vault, string name)
    {
        var replica = new Replica(cluster, name, vault);
        await replica._host.StartAsync();
        return replica;
    }

    /// <summary>Waits until it leads and follows.</summary>
    public async Task LeadsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!IsLeader)
        {
            await Task.Delay(5, patience.Token);
        }

        await _cluster.Objects.WaitForWatchAsync("Backup", OperatorCluster.User);
        await _cluster.Objects.WaitForWatchAsync("Job", OperatorCluster.User);
    }

    /// <summary>Ends it without a goodbye: its connection is gone first.</summary>
    public async Task CrashAsync()
    {
        _host.Services.GetRequiredService<IKubernetes>().Dispose();
        await StopAsync();
    }

    /// <summary>Ends it in good order.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
