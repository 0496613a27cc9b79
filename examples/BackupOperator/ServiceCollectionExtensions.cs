using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackupOperator;

/// <summary>The operator's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the operator. The client, the vault and the clock are those that the host has, or else the real ones.</summary>
    public static IServiceCollection AddBackupOperator(this IServiceCollection services, BackupOptions? options = null)
    {
        services.TryAddSingleton(_ => KubernetesClientConfiguration.BuildDefaultConfig());
        services.TryAddSingleton<IKubernetes>(provider => new Kubernetes(provider.GetRequiredService<KubernetesClientConfiguration>()));
        services.TryAddSingleton<IVault, ConsoleVault>();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options ?? new BackupOptions())
            .AddSingleton<BackupReconciler>()
            .AddSingleton<Leadership>()
            .AddHostedService<BackupService>();
    }
}
