using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Gives every active namespace its ServiceAccount <c>default</c>. Upstream: <c>pkg/controller/serviceaccount/serviceaccounts_controller.go</c>.</summary>
internal sealed class ServiceAccountController : Controller
{
    private const string Default = "default";

    public override string Name => "serviceaccount-controller";

    public override string ServiceAccount => "service-account-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.Mapped("", "namespaces", (_, change) => change.Type == Storage.ChangeType.Deleted ? [] : [new ReconcileKey("", change.Key.Name)]),
        Trigger.Mapped("", "serviceaccounts", (_, change) =>
            change.Type == Storage.ChangeType.Deleted && change.Key.Name == Default ? [new ReconcileKey("", change.Key.Namespace)] : []),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Namespaces.At(key.Name)) is not { } @namespace
            || @namespace.Status.String("phase") != "Active"
            || context.Snapshot.Get(ClusterResources.ServiceAccounts.At(key.Name, Default)) is not null)
        {
            return ReconcileResult.Done;
        }

        try
        {
            await context.Client.CreateAsync(MapValue.Of(
                ("kind", "ServiceAccount"),
                ("apiVersion", "v1"),
                ("metadata", MapValue.Of(("name", Default), ("namespace", key.Name))))).ConfigureAwait(false);
        }
        catch (ApiException refusal) when (Refusals.IsExisting(refusal) || Refusals.IsTerminating(refusal))
        {
        }

        return ReconcileResult.Done;
    }
}
