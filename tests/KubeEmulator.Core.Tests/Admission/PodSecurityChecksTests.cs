using KubeEmulator.Admission.PodSecurity;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.Core.Tests.Admission;

public class PodSecurityChecksTests
{
    [Theory]
    [InlineData("""{"hostNetwork":true,"hostPID":true}""", "host namespaces (hostNetwork=true, hostPID=true)")]
    [InlineData("""{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}""", "hostPath volumes (volume \"v\")")]
    [InlineData("""{"containers":[{"name":"c","ports":[{"hostPort":80}]}]}""", "hostPort (container \"c\" uses hostPort 80)")]
    [InlineData("""{"securityContext":{"sysctls":[{"name":"kernel.msgmax"}]}}""", "forbidden sysctls (kernel.msgmax)")]
    public void Evaluate_Baseline_NamesWhatIsForbidden(string spec, string finding)
    {
        var findings = PodSecurityChecks.Evaluate(new LevelVersion(SecurityLevel.Baseline, LevelVersion.Latest), Pod(spec));

        Assert.Equal([finding], findings.Select(f => f.ToString()));
    }

    [Fact]
    public void Evaluate_OldVersion_KnowsNoLaterChecks()
    {
        var findings = PodSecurityChecks.Evaluate(new LevelVersion(SecurityLevel.Restricted, 20), Pod("""{"containers":[{"name":"c"}]}"""));

        Assert.Equal(["allowPrivilegeEscalation != false", "runAsNonRoot != true", "seccompProfile"], findings.Select(f => f.Reason));
    }

    private static CheckedPod Pod(string spec) => new(MapValue.Empty, (MapValue)Value.Parse(spec));
}
