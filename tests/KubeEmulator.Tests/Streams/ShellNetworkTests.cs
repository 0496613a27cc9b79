namespace KubeEmulator.Tests.Streams;

/// <summary>The shell's network commands in a cluster: names as its DNS has them, Services as its proxy leads them.</summary>
public sealed class ShellNetworkTests(ShellNetworkTests.Fixture shell) : IClassFixture<ShellNetworkTests.Fixture>
{
    [Theory]
    [InlineData("nslookup web | tail -n 3", "Name:\tweb\nAddress: 10.96.40.40\n\n")]
    [InlineData("nslookup nosuch || echo code $?", "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find nosuch: NXDOMAIN\n\ncode 1\n")]
    [InlineData("ping -c 1 web.default.svc.cluster.local | head -n 1", "PING web.default.svc.cluster.local (10.96.40.40): 56 data bytes\n")]
    [InlineData("ping -c 1 nosuch 2>&1", "ping: bad address 'nosuch'\n")]
    [InlineData("wget -qO- http://web/page.html", "a page\n")]
    [InlineData("wget -qO- http://web/nosuch 2>&1", "wget: server returned error: HTTP/1.1 404 Not Found\n")]
    [InlineData("wget -qO- http://web:81/ 2>&1", "wget: can't connect to remote host (10.96.40.40): Connection refused\n")]
    [InlineData("wget -qO- http://nosuch/ 2>&1", "wget: bad address 'nosuch'\n")]
    [InlineData("curl -s -o /dev/null -w '%{http_code}' http://web.default/page.html", "200")]
    [InlineData("curl -sk https://kubernetes.default.svc/version | grep -c gitVersion", "1\n")]
    public async Task Command_InACluster_SaysWhatBusyBoxSays(string script, string output)
    {
        await using var socket = await PodSocket.OpenAsync(shell.Cluster, $"box/exec?command=sh&command=-c&command={Uri.EscapeDataString(script)}&stdout=1&stderr=1", "v4.channel.k8s.io");
        await socket.ReadToEndAsync();

        Assert.Equal(output, socket.Text(1) + socket.Text(2));
    }

    /// <summary>A web server with a mounted page, its Service, and a shell.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal EmulatedCluster Cluster { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Cluster = await EmulatedCluster.StartAsync();
            await Cluster.Objects.ApplyAsync("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pages}
                data: {page.html: "a page\n"}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {clusterIP: 10.96.40.40, selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: web}}
                spec:
                  volumes: [{name: pages, configMap: {name: pages}}]
                  containers: [{name: c, image: httpd, volumeMounts: [{name: pages, mountPath: /usr/local/apache2/htdocs}]}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: box}
                spec: {containers: [{name: c, image: busybox, command: [sleep, "1000000"]}]}
                """);
            await Cluster.Objects.WaitForReadyAsync("pods", "web");
            await Cluster.Objects.WaitForReadyAsync("pods", "box");
            await Cluster.QuietAsync();
        }

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}
