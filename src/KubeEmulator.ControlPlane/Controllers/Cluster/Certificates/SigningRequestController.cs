using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A controller of certificate signing requests: one account for all of them, one look at each request.</summary>
internal abstract class SigningRequestController : Controller
{
    public override string ServiceAccount => "certificate-controller";

    public override IEnumerable<Trigger> Triggers { get; } =
        [Trigger.On("certificates.k8s.io", "certificatesigningrequests", change => change.Type != ChangeType.Deleted)];
}
