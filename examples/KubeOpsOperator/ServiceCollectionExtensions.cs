using KubeOps.Operator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KubeOpsOperator;

/// <summary>The operator's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the operator. The billing system is the host's, or else one that only says what it would do.</summary>
    public static IServiceCollection AddTenantOperator(this IServiceCollection services)
    {
        services.TryAddSingleton<IBilling, ConsoleBilling>();
        services.AddKubernetesOperator(settings => settings.Name = "tenant-operator")
            .AddController<TenantController, V1Tenant>()
            .AddFinalizer<TenantFinalizer, V1Tenant>(TenantFinalizer.Name);
        return services;
    }
}
