using CleaningEvents.Api.Security;

namespace CleaningEvents.Tests.Security;

public class DeviceNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on macOS")]
    [InlineData("<script>alert(1)</script>", "Unknown browser on unknown system")]
    [InlineData("", "Unknown browser on unknown system")]
    public void a_device_is_called_by_browser_and_system_and_nothing_else_it_says(string userAgent, string name) => DeviceNames.Of(userAgent).ShouldBe(name);
}
