using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>A controller of one's own beside the built-in ones, and the built-in ones held still.</summary>
public sealed class ControllerTests
{
    [Fact]
    public async Task OwnController_FollowsItsObjects()
    {
        // snippet: own
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithController(new TeamLabeller()).WithClock(ClusterClock.Manual()));

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {team: blue}}}");
        await cluster.QuietAsync();         // everybody, this controller too, has nothing left to do

        Assert.Equal("blue", cluster.Objects.Get("Namespace", "shop").Metadata.Labels.String("team"));
        // end snippet
    }

    [Fact]
    public async Task PausedController_ShowsWhatIsInBetween()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));

        // snippet: pause
        await cluster.Controllers!.PauseAsync("replicaset-controller");
        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
            """);
        await cluster.QuietAsync();
        Assert.Single(cluster.Objects.List("ReplicaSet"));      // made by the Deployment's controller, and nobody makes pods yet
        Assert.Empty(cluster.Objects.List("Pod"));

        await cluster.Controllers.ResumeAsync("replicaset-controller");
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");
        // end snippet
    }
}

// snippet: class
/// <summary>Labels namespaces with the team that their annotation names.</summary>
internal sealed class TeamLabeller : Controller
{
    private static readonly GroupResource Namespaces = new("", "namespaces");

    public override string Name => "team-labeller";

    public override IEnumerable<Trigger> Triggers => [Trigger.On("", "namespaces")];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var found = context.Snapshot.Get(new ObjectKey(Namespaces, key.Namespace, key.Name));
        if (found?.Metadata.Annotations.String("team") is { } team && found.Metadata.Labels.String("team") != team)
        {
            var patch = MapValue.Of(("metadata", MapValue.Of(("labels", MapValue.Of(("team", team))))));
            await context.Client.PatchAsync(Namespaces, "", key.Name, "", KubeEmulator.Api.PatchType.Merge, patch);
        }

        return ReconcileResult.Done;
    }
}
// end snippet
