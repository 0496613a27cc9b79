using KubeEmulator.Server.Transport;

namespace KubeEmulator.Server.Tests.Transport;

public sealed class KestrelRehearsalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WithOrWithoutTls_GoesWell(bool tls) => Assert.True(await KestrelRehearsal.RunAsync(tls));
}
