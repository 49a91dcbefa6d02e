using WallboxMqtt.Bridge.Devices.Ftp;
using WallboxMqtt.Bridge.Settings;

namespace WallboxMqtt.Tests.Unit.Configuration;

public sealed class SecrecyTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("mqtt: { password: hunter2 }")]
    [InlineData("mqtt: { user: me, password: [hunter2] }")]
    [InlineData("mqtt: { user: me, password: { hunter2: hunter2 } }")]
    [InlineData("mqtt: { user: me, password: \"hunter2\\n\" }")]
    [InlineData("mqtt: { user: me, passwort: hunter2 }")]
    [InlineData("mqtt: { user: me, password:hunter2 }")]
    [InlineData("mqtt:\n  user: me\n  password:hunter2\n")]
    [InlineData("mqtt:\n  password:hunter2\n")]
    [InlineData("mqtt: { user: me, password: &hunter2 a }")]
    [InlineData("mqtt: { user: me, password: *hunter2 }")]
    [InlineData("mqtt: { user: me, password: !hunter2 a }")]
    [InlineData("mqtt: { user: me, password: %hunter2 }")]
    [InlineData("mqtt: { user: me, password: \"hunter2 }")]
    [InlineData("mqtt: { user: me, password: a, password: hunter2 }")]
    [InlineData("mqtt: hunter2")]
    [InlineData("mqtt: { url: \"mqtt://me:hunter2@broker\" }")]
    [InlineData("mqtt: { url: \"me:hunter2@broker\" }")]
    [InlineData("mqtt: { url: \"mqtt://me:hunter2@broker:99999\" }")]
    [InlineData("inverter: { solarApi: { url: \"http://me:hunter2@inverter\" } }")]
    [InlineData("inverter: { ftp: hunter2 }")]
    [InlineData("inverter: { ftp: [ hunter2 ] }")]
    [InlineData("inverter: { ftp: { password: hunter2, user: \"\" } }")]
    [InlineData("inverter: { ftp: { pasword: hunter2 } }")]
    [InlineData("inverter: { httpPush: { secret: hunter2 } }")]
    [InlineData("inverter: { httpPush: { secret: \"hunter2 hunter2\" } }")]
    [InlineData("inverter: { httpPush: { secret: [hunter2] } }")]
    [InlineData("inverter: { httpPush: { sekret: hunter2 } }")]
    [InlineData("password: hunter2")]
    public void Fault_WithAPasswordInTheFile_DoesNotShowIt(string yaml)
    {
        var lines = Yaml.Faults(yaml);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WALLBOX_MQTT__PASSWORD")]
    [InlineData("WALLBOX_MQTT__PASSWORT")]
    [InlineData("WALLBOX_MQTT_PASSWORD")]
    [InlineData("WALLBOX_MQTT")]
    [InlineData("WALLBOX_MQTT__PASSWORD__0")]
    [InlineData("WALLBOX_INVERTER__FTP")]
    [InlineData("WALLBOX_INVERTER__FTP__PASSWORDS")]
    public void Fault_WithAPasswordInTheEnvironment_DoesNotShowIt(string variable)
    {
        var lines = Yaml.Faults("", null, (variable, Secret));
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Fault_WithAPasswordFile_DoesNotShowItsContent()
    {
        var files = new FakeFiles().With("/secret", Secret + "\0");
        Assert.DoesNotContain(Secret, Assert.Single(Yaml.Faults("mqtt: { user: me, passwordFile: /secret }", files)), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Printed_DoNotShowPasswords()
    {
        var options = Yaml.Options("mqtt: { user: me, password: hunter2 }\ninverter: { ftp: { password: hunter2 } }");
        Assert.Equal((Secret, Secret), (options.Mqtt.Password, options.Inverter.Of(FtpModule.Instance)!.Password));
        foreach (var printed in new[] { options.ToString(), options.Mqtt.ToString(), options.Inverter.ToString(), options.Inverter.Sources[0].ToString() })
            Assert.DoesNotContain(Secret, printed, StringComparison.Ordinal);

        Assert.Contains("Password = ***", options.Mqtt.ToString(), StringComparison.Ordinal);
        Assert.Contains("ftp://fronius@", options.Inverter.Sources[0].ToString(), StringComparison.Ordinal);

        var push = Yaml.Options("inverter: { httpPush: { listen: \":8081\", secret: hunter2-hunter2 } }").Inverter;
        Assert.DoesNotContain(Secret, push.Sources[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Secret = ***", push.Sources[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Password = ,", new MqttOptions().ToString(), StringComparison.Ordinal);
    }
}
