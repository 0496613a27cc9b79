using KubeEmulator.Objects;

namespace KubeEmulator.Core.Tests.Objects;

public sealed class VersionPriorityTests
{
    [Fact]
    public void Versions_AreOfferedBestFirst()
    {
        string[] best = ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10"];

        Assert.Equal(best, best.Reverse().Order(VersionPriority.BestFirst));
    }
}
